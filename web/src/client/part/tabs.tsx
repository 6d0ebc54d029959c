// Tabs after the ARIA pattern: one stop for the Tab key, arrows between them; they lie in a row, or beside the panel where
// there is room.
import type { ComponentChildren } from "preact";

interface Props<Id extends string> {
  label: string;
  tabs: readonly { id: Id; label: string; count: string | null }[];
  selected: Id;
  onSelect(id: Id): void;
  children: ComponentChildren;
}

export function Tabs<Id extends string>({ label, tabs, selected, onSelect, children }: Props<Id>) {
  function onKeyDown(event: KeyboardEvent) {
    const at = tabs.findIndex(({ id }) => id === selected);
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    const tab = tabs[(to + tabs.length) % tabs.length];
    if (tab === undefined) return;
    event.preventDefault();
    onSelect(tab.id);
    document.getElementById(`tab-${tab.id}`)?.focus();
  }
  return (
    <div class="tabs">
      <div class="tablist" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
        {tabs.map(({ id, label: name, count }) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`tab-${id}`}
            aria-selected={id === selected}
            {...(id === selected ? { "aria-controls": "tab-panel" } : {})}
            tabIndex={id === selected ? 0 : -1}
            onClick={() => onSelect(id)}
          >
            {name}
            {count !== null && <span class="tab-count">{count}</span>}
          </button>
        ))}
      </div>
      <div key={selected} role="tabpanel" id="tab-panel" aria-labelledby={`tab-${selected}`} tabIndex={0}>
        {children}
      </div>
    </div>
  );
}
