"""The sandbox's own addresses, below /_sandbox/, show and change what no vendor would let anybody see."""
