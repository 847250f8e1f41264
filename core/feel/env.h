/* env.h: what the parser asks an environment beyond feel.h. Inside core/feel. */
#ifndef ADIT_FEEL_ENV_H
#define ADIT_FEEL_ENV_H

#include "core/feel/feel.h"

/* The nearest environment's names of parameters and rules up the chain, or NULL. */
const struct feel_names *feel_env_names(const struct feel_env *env);

#endif
