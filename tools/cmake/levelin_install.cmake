# Installation of the libraries, the program, the recipes and the demo; see tests/package.
