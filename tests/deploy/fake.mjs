// An account that is nowhere: it holds what steps make, one effect after the other, and may fail before any of them.

export class FakeAccount {
  /** @param {import('../../scripts/deploy/plan.mjs').State} state @param {number} [failsAt] counted over all effects */
  constructor(state, failsAt = Infinity) {
    this.has = structuredClone(state);
    this.left = failsAt;
    this.done = [];
  }

  state() {
    return structuredClone(this.has);
  }

  async act(step) {
    this.done.push(step);
    return this[step.kind](step);
  }

  /** What Cloudflare does at once; between two of them everything may break off. */
  effect(change) {
    if (this.left === 0) {
      this.left = Infinity;
      throw new Error('broken off');
    }
    this.left -= 1;
    change();
  }

  project({ name, address }) {
    if (this.has.projects[name]) throw new Error(`${name} exists`);
    this.effect(() => (this.has.projects[name] = { address, branch: 'main', domains: [] }));
    return { address: this.has.projects[name].address };
  }

  /** In wrangler's order: what is missing is made, then the code is uploaded, then it gets its addresses. */
  worker({ name, config, tag, secrets }) {
    const deployed = this.has.workers[name];
    const had = (type, binding) => deployed?.bindings.find((it) => it.type === type && it.name === binding);
    const bindings = [];
    for (const { binding, id } of config.kv_namespaces ?? []) {
      const title = `${name}-${binding.toLowerCase().replaceAll('_', '-')}`;
      if (!id && !had('kv_namespace', binding)) {
        if (this.has.namespaces[title]) throw new Error(`a namespace ${title} already exists`);
        this.effect(() => (this.has.namespaces[title] = `id-of-${title}`));
      }
      const bound = had('kv_namespace', binding)?.namespace_id ?? id ?? this.has.namespaces[title];
      bindings.push({ type: 'kv_namespace', name: binding, namespace_id: bound });
    }
    for (const { binding, database_name: database } of config.d1_databases ?? []) {
      if (!this.has.databases[database]) this.effect(() => (this.has.databases[database] = { migrations: [] }));
      bindings.push({ type: 'd1', name: binding });
    }
    for (const it of config.durable_objects?.bindings ?? []) bindings.push({ type: 'durable_object_namespace', ...it });
    for (const it of config.ratelimits ?? []) bindings.push({ type: 'ratelimit', ...it });
    for (const [name, text] of Object.entries(config.vars)) bindings.push({ type: 'plain_text', name, text });
    const kept = deployed?.bindings.filter(({ type }) => type === 'secret_text') ?? [];
    const fresh = Object.keys(secrets).map((name) => ({ type: 'secret_text', name }));
    this.effect(() => {
      const migration = config.migrations?.at(-1)?.tag;
      const dev = deployed?.dev ?? false;
      this.has.workers[name] = { tag, migration, dev, bindings: structuredClone([...bindings, ...kept, ...fresh]) };
    });
    this.effect(() => (this.has.workers[name].dev = config.workers_dev));
    for (const { pattern } of config.routes ?? []) this.effect(() => (this.has.routes[pattern] = name));
  }

  migrations({ database, due }) {
    if (!this.has.databases[database]) throw new Error(`no database ${database}`);
    for (const file of due) this.effect(() => this.has.databases[database].migrations.push(file));
  }

  pages({ name, tag }) {
    if (!this.has.projects[name]) throw new Error(`no project ${name}`);
    this.effect(() => (this.has.projects[name].tag = tag));
  }

  domain({ name, domain, target }) {
    const { domains } = this.has.projects[name];
    if (!domains.includes(domain)) this.effect(() => domains.push(domain));
    if (this.has.records.length === 0) this.effect(() => this.has.records.push({ type: 'CNAME', content: target }));
  }
}
