// A Worker's bindings: what its wrangler.toml asks for, beside what the Worker that is deployed has.

/** What wrangler calls a namespace that it makes. */
const titleOf = (worker, binding) => `${worker}-${binding.toLowerCase().replaceAll('_', '-')}`;

/**
 * The kinds that get a line each, by the word that Cloudflare has for them: what is `wanted`, by the name that the code
 * knows it by, and what one that is deployed `has`. Another kind is deployed as well; it is part of "configuration".
 *
 * @type {Record<string, { word: string, wanted: (config: any) => [string, string][], has?: (binding: any) => string,
 *   there?: (state: any, name: string) => boolean }>}
 */
const KINDS = {
  durable_object_namespace: {
    word: 'Durable Object',
    wanted: ({ durable_objects }) => (durable_objects?.bindings ?? []).map((it) => [it.name, it.class_name]),
    has: (it) => it.class_name,
  },
  // A namespace or database that is bound stays so, whatever it is called: wrangler inherits it.
  kv_namespace: {
    word: 'KV namespace',
    wanted: ({ name, kv_namespaces = [] }) =>
      kv_namespaces.map(({ binding, id }) => [binding, id ?? titleOf(name, binding)]),
    there: ({ namespaces }, title) => title in namespaces,
  },
  d1: {
    word: 'D1 database',
    wanted: ({ d1_databases = [] }) => d1_databases.map((it) => [it.binding, it.database_name]),
    there: ({ databases }, name) => name in databases,
  },
  ratelimit: {
    word: 'rate limit',
    wanted: ({ ratelimits = [] }) => ratelimits.map((it) => [it.name, rate(it)]),
    has: (it) => it.simple && rate(it),
  },
  analytics_engine: {
    word: 'Analytics Engine dataset',
    wanted: ({ analytics_engine_datasets: sets = [] }) => sets.map((it) => [it.binding, it.dataset ?? it.binding]),
    has: (it) => it.dataset,
  },
  plain_text: {
    word: 'variable',
    wanted: ({ vars = {} }) => Object.entries(vars).filter(([, value]) => typeof value === 'string'),
    has: (it) => it.text,
  },
};

const rate = ({ simple: { limit, period } }) => `${limit} in ${period} s`;

/**
 * One line for each binding that is new, different, or in nobody's configuration any more.
 *
 * @returns {import('./plan.mjs').Line[]}
 */
export function bindingLines(config, deployed, state) {
  return Object.entries(KINDS).flatMap(([type, { word, wanted, has, there }]) => {
    const present = new Map(deployed?.bindings.filter((it) => it.type === type).map((it) => [it.name, it]));
    const lines = wanted(config).flatMap(([name, value]) => {
      const old = present.get(name);
      present.delete(name);
      const was = old && has?.(old);
      const already = there?.(state, value) ? ', which is there already' : '';
      if (!old) return [{ sign: '+', what: `${word} ${name} = ${value}${already}`, from: fileOf(type) }];
      return was === undefined || was === value
        ? []
        : [{ sign: '~', what: `${word} ${name} = ${value}, was ${was}`, from: fileOf(type) }];
    });
    const gone = [...present.keys()].map((name) => ({ sign: '-', what: `${word} ${name}`, from: fileOf(type) }));
    return [...lines, ...gone];
  });
}

const fileOf = (type) => (type === 'plain_text' ? 'addresses and [vars]' : 'wrangler.toml');

/** Names by id the namespaces that no Worker has yet, left by a deployment that broke off: wrangler would make others. */
export function withIds(config, deployed, { namespaces }) {
  if (!config.kv_namespaces) return config;
  const isBound = (name) => deployed?.bindings.some((it) => it.type === 'kv_namespace' && it.name === name);
  const named = config.kv_namespaces.map((namespace) => {
    const id = namespaces[titleOf(config.name, namespace.binding)];
    return namespace.id || isBound(namespace.binding) || !id ? namespace : { ...namespace, id };
  });
  return { ...config, kv_namespaces: named };
}
