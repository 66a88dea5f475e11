"""The phases of a step, one file each, in compiled code on the blocks of the world."""
