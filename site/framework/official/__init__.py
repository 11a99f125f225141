"""Official text: read from files, compared with what is stored, and loaded when somebody says so."""
