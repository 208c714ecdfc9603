#include "crawler/agent.h"

#include "common/buf.h"

#define AGENT_MAX 512

char *
agent_text(const struct config_crawl *c)
{
	struct buf agent;
	buf_init(&agent, AGENT_MAX);
	buf_str(&agent, c->user_agent.v);
	if (c->contact.v.n > 0)
		buf_printf(&agent, " (+%.*s)", STR_ARG(c->contact.v));
	return buf_take(&agent, NULL);
}
