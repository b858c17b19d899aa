"""Putaway: where goods go. Hard limits, rules in order, an exact assignment for many loads, and the reason why."""

from app.optimise.putaway.assign import Cost, Placed, Plan, Question, assign, greedy, portion, ranked
from app.optimise.putaway.bins import Bin, Bins, Content, Contents, Stand
from app.optimise.putaway.cost import Choice
from app.optimise.putaway.explain import Answer, explanation, why_not
from app.optimise.putaway.goods import STANDARD, Goods, Load, Rule, Strategy, Ways
from app.optimise.putaway.limits import WORDS, Problem, problems
from app.optimise.putaway.segregation import Between, Keep, Segregation

__all__ = [
    "STANDARD",
    "WORDS",
    "Answer",
    "Between",
    "Bin",
    "Bins",
    "Choice",
    "Content",
    "Contents",
    "Cost",
    "Goods",
    "Keep",
    "Load",
    "Placed",
    "Plan",
    "Problem",
    "Question",
    "Rule",
    "Segregation",
    "Stand",
    "Strategy",
    "Ways",
    "assign",
    "explanation",
    "greedy",
    "portion",
    "problems",
    "ranked",
    "why_not",
]
