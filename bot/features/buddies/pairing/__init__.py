"""Rounds: how they are made, shown to staff, published; and how latecomers find a place."""
