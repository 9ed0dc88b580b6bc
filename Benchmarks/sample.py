"""Invented goals and check-ins of a wanted shape, as the CSV files that `cairn import` reads."""

import csv
import datetime
import random

GOALS = ["Id", "Parent Id", "Type", "Title", "Description", "Owner", "Team", "Cycle", "Start Date", "Due Date",
         "Unit", "Baseline", "Target", "Current", "Status", "Score"]
CHECK_INS = ["Id", "Item Id", "Date", "Value", "Confidence %", "Author", "Note"]
WHY = "Teams that reach their first result in a week stay. " + "Some *text* about the goal and how we measure it. " * 8


class Sample:
    """Trees of goals that 500 people own, the owner of the workspace among them; every goal at the bottom has one key result, and check-ins go
    round them."""

    def __init__(self, owner, today=None):
        self.owner, self.today = owner, today or datetime.date.today()
        self.goals, self.key_results, self.check_ins = [], [], []

    def add_cycle(self, name, shape, starts, ends, is_ours=True):
        """A cycle with a tree: shape (10, 10, 10, 9) is ten goals, ten below each of them, and so on: 10,110 in all.

        `is_ours` says whether the owner of the workspace owns some of them."""
        self.is_ours = is_ours
        for _ in range(shape[0]):
            self.add_goal(f"{name}, {starts}/{ends}", shape[1:], None, starts, ends)

    def add_goal(self, cycle, below, parent, starts, ends):
        number = len(self.goals) + len(self.key_results) + 1
        title = f"Goal {number} level {len(below)}: raise activation of new teams"
        own = f"g{number}"
        owner = self.owner if number % 500 == 1 and self.is_ours else f"Person {number % 500}"
        self.goals.append([own, parent or "", "goal", title, WHY, owner, "", cycle, starts, ends] + [""] * 6)
        if below:
            for _ in range(below[0]):
                self.add_goal(cycle, below[1:], own, starts, ends)
        else:
            self.key_results.append([f"k{number}", own, "key result", f"Teams active after a week, group {number}", "", owner, "",
                                     cycle, starts, ends, "%", 0, 100, "", "", ""])

    def add_check_ins(self, count, among=None):
        """Spread over the last three months, going round the key results."""
        items = self.key_results[:among]
        for number in range(count):
            day = self.today - datetime.timedelta(days=90 * (count - number) // count + 1)
            value = random.Random(number).randint(0, 100)
            self.check_ins.append([f"c{number}", items[number % len(items)][0], day.isoformat(), value, 60, self.owner,
                                   f"Check-in {number}: moved two points, blocked on data"])

    def write(self, folder):
        """Two files, in the order that `cairn import` takes them."""
        folder.mkdir(parents=True, exist_ok=True)
        places = folder / "goals.csv", folder / "check-ins.csv"
        for place, header, rows in ((places[0], GOALS, self.goals + self.key_results), (places[1], CHECK_INS, self.check_ins)):
            with open(place, "w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows([header, *rows])
        return [str(place) for place in places if self.check_ins or place is places[0]]
