/** The mark's stroke, drawn large over ruled paper: bought, shipped, delivered, settled. */
export function SignInArt() {
  const stations = [
    [90, 470],
    [290, 470],
    [430, 250],
    [640, 250],
  ] as const;
  return (
    <div className="hidden overflow-hidden border-l bg-rail lg:block">
      <svg
        aria-hidden="true"
        viewBox="0 0 800 720"
        preserveAspectRatio="xMidYMid slice"
        className="size-full"
        fill="none"
      >
        <g className="stroke-line" strokeWidth="1">
          {Array.from({ length: 20 }, (_, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: ruled lines, all alike
            <path key={row} d={`M0 ${row * 36 + 18.5}H800`} />
          ))}
          <path d="M560.5 0V720M690.5 0V720" />
        </g>
        <path
          d="M-20 470H290c52 0 70-26 70-70v-80c0-44 18-70 70-70H820"
          className="stroke-accent"
          strokeWidth="10"
          strokeLinecap="round"
        />
        <path
          d="M290 470c60 0 90 30 90 78v6c0 40 26 58 62 58h40"
          className="stroke-control"
          strokeWidth="3"
          strokeDasharray="9 8"
          strokeLinecap="round"
        />
        <circle cx="494" cy="612" r="9" className="fill-rail stroke-control" strokeWidth="3" />
        {stations.map(([x, y]) => (
          <circle key={x} cx={x} cy={y} r="15" className="fill-rail stroke-accent" strokeWidth="9" />
        ))}
      </svg>
    </div>
  );
}
