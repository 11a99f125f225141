"""The result of a self-check as files to keep: for word processors, spreadsheets and calendars."""
