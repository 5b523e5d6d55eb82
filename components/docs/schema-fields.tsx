/** The part of JSON Schema that our document uses. */
interface Schema {
  type?: string | string[];
  format?: string;
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  enum?: string[];
  const?: string;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
}

/** The fields of an object, nested ones indented. */
export function SchemaFields({ schema }: { schema: object }) {
  const { properties = {}, required = [] } = itemOf(schema as Schema);
  return (
    <ul className="space-y-1.5 text-sm">
      {Object.entries(properties).map(([name, field]) => (
        <li key={name}>
          <span className="font-mono text-ink">{name}</span>
          {!required.includes(name) && <span className="text-ink-3"> optional</span>}
          <span className="ml-3 text-ink-2">{typeOf(field)}</span>
          {itemOf(field).properties && (
            <div className="mt-1.5 border-l border-line pl-4">
              <SchemaFields schema={field} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The object whose fields are listed: of a list, or of what may also be null. */
function itemOf(schema: Schema): Schema {
  if (schema.items) return schema.items;
  return schema.anyOf?.map(itemOf).find(({ properties }) => properties) ?? schema;
}

function typeOf(schema: Schema): string {
  if (schema.const) return `"${schema.const}"`;
  if (schema.enum) return schema.enum.map((value) => `"${value}"`).join(" or ");
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(" or ");
  if (schema.items) return `list of ${schema.items.properties ? "objects" : typeOf(schema.items)}`;
  const type = Array.isArray(schema.type) ? schema.type.join(" or ") : (schema.type ?? "any");
  const limits = [
    schema.format,
    schema.maxLength && `at most ${schema.maxLength} characters`,
    schema.minimum !== undefined && schema.maximum !== undefined && `${schema.minimum} to ${schema.maximum}`,
    schema.description,
  ];
  return [type, ...limits.filter(Boolean)].join(", ");
}
