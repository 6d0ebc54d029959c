//! A configuration of Spring Boot 2.7 under Spring Boot 3.
