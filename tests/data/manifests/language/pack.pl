name(relay).
version('0.4.0').
% requires(old).
requires(list_util >= '0.13').
