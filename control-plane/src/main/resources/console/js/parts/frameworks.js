/** Names by key, in the API's order. */
export async function frameworkNames(api, signal) {
  const { items } = await api.get("/v1/frameworks", signal);
  return new Map(items.map((framework) => [framework.framework, framework.name]));
}
