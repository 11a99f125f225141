"""The glossary on other pages: its words are explained where they are first used."""
