"""The whole site: home page, standard pages, brand settings and what every page shows around its content."""
