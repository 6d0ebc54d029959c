"""Installs the agent of DTEN rooms."""
import os

from setuptools import find_packages, setup

VERSION = "5.0.1"

# REQUIRES = ["old==1.0"]
REQUIRES = [
    "requests>=2.28,<3",  # "not==this"
    'celery[redis]'
    '==5.3.6',
]


def setup_hook(name="nothing"):
    return name


setup(
    name="dten-agent",
    version=VERSION,
    description='''Talks to rooms.

install_requires=["nor==that"]
''',
    packages=find_packages(exclude=["tests"]),
    python_requires=">=3.9",
    install_requires=REQUIRES + ["uvicorn==0.29.0"],
    setup_requires="setuptools_scm",
    tests_require=["pytest>=8"],
    extras_require={
        "metrics": ["prometheus-client==0.20.0"],
        ':sys_platform == "win32"': ["pywin32"],
    },
)
