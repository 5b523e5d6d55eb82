import { createTheme } from "ag-grid-community";

/** The grid in the desk's own tokens, so that it follows light and dark with everything else. */
export const gridTheme = createTheme().withParams({
  browserColorScheme: "inherit",
  backgroundColor: "var(--canvas)",
  dataBackgroundColor: "var(--canvas)",
  chromeBackgroundColor: "var(--canvas)",
  foregroundColor: "var(--ink)",
  borderColor: "var(--line)",
  accentColor: "var(--accent)",
  fontFamily: "inherit",
  fontSize: 13,
  cellHorizontalPadding: 8,
  rowBorder: { color: "var(--line)" },
  headerRowBorder: { color: "var(--line-strong)" },
  headerBackgroundColor: "var(--canvas)",
  headerTextColor: "var(--ink-3)",
  headerFontSize: 12,
  headerFontWeight: 400,
  headerColumnResizeHandleColor: "var(--line)",
  headerColumnResizeHandleHeight: "50%",
  pinnedColumnBorder: { color: "var(--line-strong)" },
  columnBorder: false,
  wrapperBorder: false,
  wrapperBorderRadius: 0,
  rowHoverColor: "var(--hover)",
  focusShadow: "none",
});
