<?php
/**
 * @package Dten
 *
 * Plugin Name:       DTEN Rooms: Booking
 * Plugin URI:        https://example.com/booking
 * Version:           5.0.1
 * Requires at least: 6.2
 * Requires PHP:      8.1 */
/* Requires Plugins:  woocommerce, advanced-forms
 * Text Domain:       dten-booking
 */
add_action('init', 'dten_init');
