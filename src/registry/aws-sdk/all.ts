/** Owns the map from which the runtime library would pick a client by name; this type asks for none. */
const clients: Readonly<Record<string, never>> = {};

export default clients;
