"""A knowledge graph of directives, plans, tasks, agencies and technologies, with its evidence."""
