"""Read YAML and CSV files into values that know where they were written."""

from coopsim.documents.csv_reader import read_csv
from coopsim.documents.nodes import Node
from coopsim.documents.yaml_reader import read_yaml, read_yaml_text, read_yaml_value

__all__ = ["Node", "read_csv", "read_yaml", "read_yaml_text", "read_yaml_value"]
