"""One search over everything: people, cases, charges, events, matters, courts."""
