"""How long a reading takes and how much memory, beside a well-known matcher of names."""
