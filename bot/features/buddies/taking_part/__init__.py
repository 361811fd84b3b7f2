"""Who takes part: joining and resting, what people wish, whom they would rather meet."""
