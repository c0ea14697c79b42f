// What Svelte and SvelteKit take for granted and televisions from Chromium 64 on lack. Loaded by app.html where
// it is needed, before everything else; so it must itself be written in what those can read.
(function () {
	function add(owner, name, value) {
		if (!owner[name])
			Object.defineProperty(owner, name, { value: value, writable: true, configurable: true });
	}

	// 71
	add(self, 'globalThis', self);
	// 71
	add(self, 'queueMicrotask', function (run) {
		Promise.resolve()
			.then(run)
			.catch(function (error) {
				setTimeout(function () {
					throw error;
				});
			});
	});
	// 73
	add(Object, 'fromEntries', function (entries) {
		var object = {};
		Array.from(entries).forEach(function (entry) {
			object[entry[0]] = entry[1];
		});
		return object;
	});
	// 93
	add(Object, 'hasOwn', function (object, key) {
		return Object.prototype.hasOwnProperty.call(object, key);
	});
	// 85
	add(String.prototype, 'replaceAll', function (what, by) {
		return what instanceof RegExp
			? this.replace(what, by)
			: this.replace(new RegExp(String(what).replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'g'), by);
	});
	// 92
	[Array, String].forEach(function (kind) {
		add(kind.prototype, 'at', function (index) {
			return this[index < 0 ? this.length + Math.trunc(index) : Math.trunc(index) || 0];
		});
	});
	// 69
	add(Array.prototype, 'flat', function (depth) {
		var deeper = depth === undefined ? 0 : depth - 1;
		return this.reduce(function (flat, item) {
			return flat.concat(Array.isArray(item) && deeper > 0 ? item.flat(deeper) : item);
		}, []);
	});
	add(Array.prototype, 'flatMap', function (make, self) {
		return this.map(make, self).flat();
	});
	// 98. For plain data, which is all that is cloned here.
	add(self, 'structuredClone', function clone(data) {
		if (typeof data !== 'object' || data === null) return data;
		if (data instanceof Date) return new Date(data);
		if (Array.isArray(data)) return data.map(clone);
		if (data instanceof Map || data instanceof Set) return new data.constructor(clone(Array.from(data)));
		var copy = {};
		Object.keys(data).forEach(function (key) {
			copy[key] = clone(data[key]);
		});
		return copy;
	});
	// 84
	add(Element.prototype, 'getAnimations', function () {
		return [];
	});
})();
