"""What the shop sold on a day, as its three systems tell it; always the same for the same number.

Some of it is dirty on purpose: orders of nothing, states in capitals, addresses with blanks,
payments that come twice or are cut off, or arrive the day after.
"""
import datetime
import json
import random

COUNTRIES = ("de", "FR", "at", "PT")
CATEGORIES = ("kitchen", "garden", "books", "")
CUSTOMERS, PRODUCTS, ORDERS = 400, 60, 1000

SCHEMA = """
CREATE TABLE customers (
  customer_id bigint PRIMARY KEY, name text, email text, country text, updated_at timestamptz);
CREATE TABLE products (
  product_id bigint PRIMARY KEY, title text, category text, updated_at timestamptz);
CREATE TABLE orders (
  order_id bigint, customer_id bigint, product_id bigint, quantity integer,
  unit_price numeric(18, 2), status text, placed_at timestamptz, changed_at timestamptz);
CREATE INDEX ON orders (placed_at);
"""


def customers(date):
    for number in range(1, CUSTOMERS + 1):
        name = f"Customer {number}"
        email = f"C{number}@Example.org" if number % 3 else f"  c{number}@example.org "
        yield number, name, email, COUNTRIES[number % 4], f"{date} 08:00:00+00"


def products(date):
    for number in range(1, PRODUCTS + 1):
        yield number, f"Product {number}", CATEGORIES[number % 4], f"{date} 08:00:00+00"


class Day:
    """The orders of a day, their payments and their shipments."""

    def __init__(self, date, number):
        lots = random.Random(number)
        self.date = date
        self.orders, self.shipments = [], []
        self.payments, self.payments_of_tomorrow = [], []
        begin = datetime.datetime.combine(date, datetime.time(), datetime.timezone.utc)
        for place in range(ORDERS):
            order = number * 100_000 + place
            price = f"{lots.randint(200, 9900) / 100:.2f}"
            quantity = 0 if place % 100 == 99 else lots.randint(1, 4)
            placed = begin + datetime.timedelta(seconds=lots.randint(0, 86_000))
            row = [order, lots.randint(1, CUSTOMERS), lots.randint(1, PRODUCTS), quantity, price]
            self.orders.append((*row, "new", placed, placed))
            changed = placed + datetime.timedelta(minutes=lots.randint(1, 5))
            end = "cancelled" if lots.random() < 0.05 else "Paid"
            self.orders.append((*row, end, placed, changed))
            if end == "Paid" and quantity:
                self._pay_and_ship(lots, order, float(price) * quantity, changed)

    def _pay_and_ship(self, lots, order, amount, moment):
        payment = json.dumps({
            "payment_id": f"pay_{order}", "order_id": order, "amount": f"{amount:.2f}",
            "method": lots.choice(("card", "Card", "invoice"))})
        late = lots.random() < 0.04
        (self.payments_of_tomorrow if late else self.payments).append(payment)
        if lots.random() < 0.8:
            self.shipments.append({
                "order_id": order, "carrier": lots.choice(("Swift Parcel", "Slow Parcel")),
                "shipped_at": f"{moment:%Y-%m-%dT%H:%M:%SZ}"})

    def payment_files(self, of_yesterday):
        """The files of payments that arrive on the day, by name; the last one comes twice."""
        lines = of_yesterday + self.payments
        half = len(lines) // 2
        files = {"part-1.json": lines[:half] + [lines[0][:20]], "part-2.json": lines[half:]}
        files["part-2-again.json"] = files["part-2.json"]
        return {name: "\n".join(text) for name, text in files.items()}
