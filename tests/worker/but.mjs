// An object of the platform in a test's hands.

/** The same object, with some of its members replaced. */
export const but = (object, members) =>
  new Proxy(object, {
    get(target, name) {
      if (name in members) return members[name];
      const value = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
