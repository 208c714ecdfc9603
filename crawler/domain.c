#include "crawler/domain.h"

#include <string.h>

#include <libpsl.h>

#define HOST_MAX 256 /* DNS allows 253 */

struct str
domain_of(struct str host)
{
	char name[HOST_MAX];
	const psl_ctx_t *list = psl_builtin();
	if (list == NULL || host.n == 0 || host.n >= sizeof(name) ||
	    str_chr(host, ':') < host.n || str_chr(host, '\0') < host.n)
		return host;
	memcpy(name, host.s, host.n);
	name[host.n] = '\0';
	/* The last label of an address in numbers is no name. */
	const char *dot = strrchr(name, '.');
	const char *last = dot != NULL ? dot + 1 : name;
	if (strspn(last, "0123456789") == strlen(last))
		return host;
	const char *domain = psl_registrable_domain(list, name);
	return domain != NULL ? str_from(host, (size_t)(domain - name)) : host;
}
