# Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
"""Reduces the purchases of CDNOW to the counts of histories in this folder.

The licence of CDNOW's files is not stated, so none of their rows is here: only how many customers
share the same sufficient statistics. Usage: python3 reduce.py FOLDER, with cdnow_sample.csv and
cdnow_master.csv.gz as published by Fader and Hardie (http://brucehardie.com/datasets/).
"""

import csv
import gzip
import math
import sys
from collections import Counter, defaultdict
from datetime import date

CUT = date(1997, 9, 30)
END = date(1998, 6, 30)


def read(path, day_column, value_column):
    opened = gzip.open(path, "rt") if path.endswith(".gz") else open(path)
    customers = defaultdict(Counter)
    with opened as file:
        rows = csv.reader(file)
        next(rows)
        for row in rows:
            cents = round(100 * float(row[value_column]))
            customers[row[0]][date.fromisoformat(row[day_column])] += cents
    return list(customers.values())


def write(name, header, counts):
    text = "\n".join([header] + [",".join(map(str, row)) for row in sorted(counts)]) + "\n"
    if len(text) < 100_000:
        open(name + ".csv", "w").write(text)
    else:
        with open(name + ".csv.gz", "wb") as raw:
            with gzip.GzipFile("", "wb", 9, raw, 0) as packed:
                packed.write(text.encode())


def counted(counter):
    return [key + (count,) for key, count in counter.items()]


def gaps(days):
    return [(b - a).days for a, b in zip(days, days[1:])]


def shape(days, end):
    """Repeat purchase days, recency and age."""
    return len(days) - 1, (days[-1] - days[0]).days, (end - days[0]).days


def seen(customer, end):
    return sorted(day for day in customer if day <= end)


def paid_repeats(customer, end):
    return [customer[day] for day in seen(customer, end)[1:] if customer[day] > 0]


def sample_histories(customers):
    cells = Counter()
    for c in customers:
        days = seen(c, CUT)
        paid = paid_repeats(c, CUT)
        later = [day for day in c if day > CUT]
        cells[
            shape(days, CUT)
            + (math.prod(gaps(days)), len(paid), sum(paid), len(later), sum(c[d] for d in later))
        ] += 1
    header = "repeats,recency,age,gap_product,paid_repeats,repeat_cents,later,later_cents,customers"
    write("sample_histories", header, counted(cells))


def master_histories(customers):
    cells = Counter(shape(seen(c, CUT), CUT) + (len(c) - len(seen(c, CUT)),) for c in customers)
    write("master_histories", "repeats,recency,age,later,customers", counted(cells))


def histories_of_78_weeks(name, customers):
    cells = Counter()
    cents = Counter()
    for c in customers:
        key = shape(sorted(c), END)
        cells[key] += 1
        cents[key] += sum(c[day] for day in sorted(c)[1:])
    rows = [key + (count, cents[key]) for key, count in cells.items()]
    write(name + "_78_weeks", "repeats,recency,age,customers,repeat_cents", rows)


def spend(name, customers, end):
    cells = Counter()
    for c in customers:
        paid = sorted(paid_repeats(c, end))
        if paid:
            logs = "%.15g" % math.fsum(math.log(cents / 100) for cents in paid)
            key = (len(paid), sum(paid), logs) if name.startswith("sample") else (len(paid), sum(paid))
            cells[key] += 1
    logs = "log_sum," if name.startswith("sample") else ""
    write(name, "purchases,cents," + logs + "customers", counted(cells))


def last_two_gaps(customers):
    pairs = Counter()
    for c in customers:
        if len(c) >= 3:
            pairs[tuple(sorted(gaps(sorted(c))[-2:]))] += 1
    write("sample_last_two_gaps", "shorter,longer,customers", counted(pairs))


def segments(customers):
    """Paid days only; what somebody spent by the cut is rounded to two digits."""
    buyers = Counter()
    returning = Counter()
    later_cents = Counter()
    steps = Counter()
    for c in customers:
        days = sorted(day for day in c if day <= CUT and c[day] > 0)
        if days:
            later = [day for day in c if day > CUT and c[day] > 0]
            spent = float("%.2g" % (sum(c[day] for day in days) / 100))
            key = (len(days), (CUT - days[-1]).days, (CUT - days[0]).days, spent)
            buyers[key] += 1
            returning[key] += 1 if later else 0
            later_cents[key] += sum(c[day] for day in later)
            before = 0
            for i, gap in enumerate(gaps(days)):
                steps[(i, before, gap)] += 1
                before += gap
    rows = [key + (n, returning[key], later_cents[key]) for key, n in buyers.items()]
    header = "purchase_days,recency,days_since_first,spent,customers,returning,later_cents"
    write("master_buyers", header, rows)
    write("master_gaps", "gaps_before,days_before,gap,customers", counted(steps))


def main(folder):
    sample = read(folder + "/cdnow_sample.csv", 2, 4)
    master = read(folder + "/cdnow_master.csv.gz", 1, 3)
    sample_histories(sample)
    master_histories(master)
    histories_of_78_weeks("sample", sample)
    histories_of_78_weeks("master", master)
    spend("sample_spend", sample, CUT)
    spend("master_spend", master, CUT)
    spend("sample_spend_78_weeks", sample, END)
    last_two_gaps(sample)
    segments(master)


main(sys.argv[1])
