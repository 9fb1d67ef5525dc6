ALTER TABLE words DROP accepted_orders;
