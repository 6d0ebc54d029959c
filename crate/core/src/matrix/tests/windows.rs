//! Every row that is built in, inside and outside its window.
