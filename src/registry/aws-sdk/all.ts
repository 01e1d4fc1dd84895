const clients: Readonly<Record<string, never>> = {};

export default clients;
