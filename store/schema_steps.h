#ifndef STORE_SCHEMA_STEPS_H
#define STORE_SCHEMA_STEPS_H

/*
 * The SQL of each step, in order: a list of scripts ended by NULL, the steps
 * ended by NULL too; private to schema.c.  A step
 * that has been released is never edited: what it lacks is the next step.
 */
extern const char *const *const schema_steps[];

#endif
