// The file list. It stays in the worker; one page of it at a time comes here.
import { useEffect, useRef, useState } from "preact/hooks";
import type { FileFact } from "../../shared/report.ts";
import type { FilePage, FileQuery } from "../../shared/service.ts";
import { bytes, timestamp } from "../text/format.ts";
import { t, word } from "../text/strings.ts";
import { Icon } from "../part/icon.tsx";
import { Untrusted } from "../part/untrusted.tsx";

const PAGE = 100;
const FIRST: FileQuery = { offset: 0, limit: PAGE, filter: "", sort: "path", descending: false };
/** A filter is sent when typing pauses. */
const PAUSE_MS = 150;

export function Files({ load }: { load(query: FileQuery): Promise<FilePage> }) {
  const [query, setQuery] = useState(FIRST);
  const [page, setPage] = useState<FilePage | null>(null);
  const [problem, setProblem] = useState("");
  const [filter, setFilter] = useState("");
  const turn = useRef(0);

  useEffect(() => {
    // Answers may overtake each other; only the latest question counts.
    const mine = ++turn.current;
    load(query).then(
      (answer) => {
        if (mine !== turn.current) return;
        setPage(answer);
        setProblem("");
      },
      (error: unknown) => mine === turn.current && setProblem(error instanceof Error ? error.message : String(error)),
    );
  }, [query, load]);

  useEffect(() => {
    if (filter === query.filter) return;
    const timer = setTimeout(() => setQuery({ ...query, filter, offset: 0 }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [filter]);

  function sortBy(sort: FileQuery["sort"]) {
    const descending = query.sort === sort ? !query.descending : sort !== "path";
    setQuery({ ...query, sort, descending, offset: 0 });
  }

  const end = page === null ? 0 : query.offset + page.files.length;
  return (
    <div class="files">
      <div class="section-head">
        <h2>{t("files.headline")}</h2>
        <label class="field field-search">
          <span>{t("files.filter")}</span>
          <input
            type="search"
            id="file-filter"
            value={filter}
            autocomplete="off"
            spellcheck={false}
            onInput={(event) => setFilter(event.currentTarget.value)}
          />
        </label>
      </div>
      {problem !== "" && (
        <p role="alert">
          <Untrusted text={t("files.failed", problem)} />
        </p>
      )}
      {page !== null && (
        <>
          <p role="status" class="quiet">
            {t("files.shown", query.offset + 1, end, page.matching, page.total)}
          </p>
          <table class="table">
            <caption class="visually-hidden">{t("files.headline")}</caption>
            <thead>
              <tr>
                <SortHeader name={t("column.path")} id="path" query={query} onSort={sortBy} />
                <SortHeader name={t("column.size")} id="size" query={query} onSort={sortBy} />
                <SortHeader name={t("column.modified")} id="modified" query={query} onSort={sortBy} />
                <th scope="col">{t("column.content")}</th>
              </tr>
            </thead>
            <tbody>
              {page.files.map((file, index) => (
                <FileRow key={query.offset + index} file={file} />
              ))}
            </tbody>
          </table>
          {page.matching > PAGE && (
            <nav class="pages" aria-label={t("files.pages")}>
              <button
                type="button"
                class="button"
                disabled={query.offset === 0}
                onClick={() => setQuery({ ...query, offset: Math.max(0, query.offset - PAGE) })}
              >
                {t("files.previous")}
              </button>
              <button
                type="button"
                class="button"
                disabled={end >= page.matching}
                onClick={() => setQuery({ ...query, offset: query.offset + PAGE })}
              >
                {t("files.next")}
              </button>
            </nav>
          )}
        </>
      )}
    </div>
  );
}

interface SortProps {
  name: string;
  id: FileQuery["sort"];
  query: FileQuery;
  onSort(id: FileQuery["sort"]): void;
}

function SortHeader({ name, id, query, onSort }: SortProps) {
  const active = query.sort === id;
  return (
    <th
      scope="col"
      class={id === "size" ? "number" : ""}
      aria-sort={active ? (query.descending ? "descending" : "ascending") : "none"}
    >
      <button type="button" class="sort" onClick={() => onSort(id)}>
        {name}
        {active && <Icon name={query.descending ? "down" : "up"} />}
      </button>
    </th>
  );
}

function FileRow({ file }: { file: FileFact }) {
  const kind = file.file_type === "file" ? word("content", file.content) : word("file-type", file.file_type);
  return (
    <tr>
      <td data-label={t("column.path")}>
        <code>
          <Untrusted text={file.path} most={300} />
        </code>
        {file.link_target != null && (
          <span class="quiet">
            {" "}
            <Untrusted text={t("files.link", file.link_target)} most={200} />
          </span>
        )}
      </td>
      <td class="number" data-label={t("column.size")}>
        {file.file_type === "directory" ? "" : bytes(file.size_bytes)}
      </td>
      <td class="nowrap" data-label={t("column.modified")}>
        {file.modified == null ? "" : timestamp(file.modified)}
      </td>
      <td data-label={t("column.content")}>
        {kind} {file.read === "not-read" && <span class="tag">{word("read", file.read)}</span>}
      </td>
    </tr>
  );
}
