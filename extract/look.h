#ifndef EXTRACT_LOOK_H
#define EXTRACT_LOOK_H

#include <stdint.h>

#include "extract/dom.h"

/*
 * How an element looks: a hash of its tag and the words of its class, without
 * those that hold a digit, because such words number elements of one look.
 */
uint64_t look_of(const struct node *);
/* Of the element and those around it, as far as they tell a place on pages of
 * one site; 0 for NULL. */
uint64_t look_of_place(const struct node *);

#endif
