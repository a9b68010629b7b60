"""How a message looks on one platform; the only place that knows one."""
