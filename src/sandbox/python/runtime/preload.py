"""Imports what cells commonly use, once, when the snapshot of the interpreter is made."""

import ast  # noqa: F401
import base64  # noqa: F401
import collections  # noqa: F401
import contextlib  # noqa: F401
import csv  # noqa: F401
import dataclasses  # noqa: F401
import functools  # noqa: F401
import gc
import io  # noqa: F401
import itertools  # noqa: F401
import json  # noqa: F401
import linecache  # noqa: F401
import math  # noqa: F401
import os  # noqa: F401
import pathlib  # noqa: F401
import random  # noqa: F401
import re  # noqa: F401
import statistics  # noqa: F401
import string  # noqa: F401
import textwrap  # noqa: F401
import time  # noqa: F401
import traceback  # noqa: F401
import typing  # noqa: F401

import cv2  # noqa: F401
import figkit  # noqa: F401
import figkit._display  # noqa: F401
import figkit._figures  # noqa: F401
import figkit._notes  # noqa: F401
import numpy  # noqa: F401
import numpy.fft  # noqa: F401
import numpy.linalg  # noqa: F401
import numpy.random  # noqa: F401
import standins

standins.install()

import matplotlib.patches  # noqa: E402, F401
import matplotlib.pyplot  # noqa: E402, F401
import PIL.ImageDraw  # noqa: E402, F401
import PIL.ImageEnhance  # noqa: E402, F401
import PIL.ImageFilter  # noqa: E402, F401
import PIL.ImageOps  # noqa: E402, F401

from . import cells, conventions, figures, ocr, shown  # noqa: E402, F401

gc.collect()
