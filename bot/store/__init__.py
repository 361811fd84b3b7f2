"""The database: one set of tables and queries for SQLite and PostgreSQL."""
