#ifndef COMMON_BANNED_H
#define COMMON_BANNED_H

/*
 * Functions nobody here may call, each with a better neighbour.  Every source
 * is compiled with -include common/banned.h, so a use is a compile error.
 * System headers are read first: poisoning may not touch their own text.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Some of them are macros where the library checks bounds for clang. */
#undef strcpy
#undef strcat
#undef strncpy
#undef strncat
#undef sprintf
#undef vsprintf
#undef strtok
#undef gets

#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf strtok
#pragma GCC poison atoi atol atoll atof gets gmtime localtime ctime asctime
#pragma GCC poison mktemp tmpnam

#endif
