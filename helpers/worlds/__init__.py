"""As many fictional security advisories as an experiment wants: seeded, with known chance and known confusions."""

from helpers.worlds.distractors import KINDS, distractors
from helpers.worlds.facts import Fact
from helpers.worlds.world import World, WorldConfig, make_world

__all__ = ["KINDS", "Fact", "World", "WorldConfig", "distractors", "make_world"]
