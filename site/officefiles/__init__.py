"""Files that word processors, spreadsheets and readers of PDF open, drawn from plain values."""
