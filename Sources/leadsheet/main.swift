import ArgumentParser
import Configuration
import Logging
print("hello")
