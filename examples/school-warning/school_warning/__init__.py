"""A school department's warning of pupils who stay away. It stands outside the hub. See docs/school-warning.md."""
