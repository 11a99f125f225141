"""Who looks after a page: shown in the editor, and changed by those who may publish it."""
