// For which products keys are known, and for which files none are: shown also where nothing was found.
import type { ConfigMatrix, MatrixProduct, Uncovered } from "../../shared/report.ts";
import { t, word } from "../text/strings.ts";
import { Paged } from "../part/basics.tsx";
import { Sentence, Untrusted } from "../part/untrusted.tsx";

/** Products and files that are drawn at once. */
const STEP = 6;

export function Known({ matrix }: { matrix: ConfigMatrix }) {
  return (
    <aside class="card known" aria-labelledby="known-title">
      <h3 id="known-title">{t("known.headline")}</h3>
      <h4>{t("known.for")}</h4>
      {matrix.products.length === 0 ? (
        <p class="quiet">{t("known.for.none")}</p>
      ) : (
        <Paged items={matrix.products} step={STEP}>
          {(shown) => (
            <ul class="known-list">
              {shown.map((product, index) => (
                <li key={index}>
                  <Product product={product} />
                </li>
              ))}
            </ul>
          )}
        </Paged>
      )}
      <h4>{t("known.not")}</h4>
      {matrix.uncovered.length === 0 ? (
        <p class="quiet">{t(matrix.products.length === 0 ? "known.not.nothing" : "known.not.none")}</p>
      ) : (
        <Paged items={matrix.uncovered} step={STEP}>
          {(shown) => (
            <ul class="known-list">
              {shown.map((file, index) => (
                <li key={index}>
                  <File file={file} />
                </li>
              ))}
            </ul>
          )}
        </Paged>
      )}
    </aside>
  );
}

function Product({ product }: { product: MatrixProduct }) {
  const { from, from_source, to, to_source } = product;
  // A cluster, a daemon: the package meets it, and does not move it.
  const isMet = to != null && from.length === 1 && from[0] === to;
  return (
    <>
      <strong>
        <Untrusted text={product.name} most={120} />
      </strong>
      <p>
        {isMet ? (
          <Sentence text={t("known.runs", to, from_source)} most={300} />
        ) : (
          <>
            <Sentence text={from.length === 0 ? t("known.from.nobody") : t("known.from", from.join(", "), from_source)} most={300} />
            {", "}
            <Sentence text={to == null ? t("known.to.nobody") : t("known.to", to, to_source)} most={300} />
          </>
        )}
      </p>
      <p>{t(isMet ? "known.rows.met" : "known.rows", product.in_window, product.known)}</p>
      {product.recognised_by !== "" && (
        <p class="quiet">
          <Sentence text={t("known.recognised", product.recognised_by)} most={300} />
        </p>
      )}
      {product.source !== "" && (
        <p class="quiet">
          <Sentence text={t("row.source", product.source)} most={300} />
        </p>
      )}
    </>
  );
}

function File({ file }: { file: Uncovered }) {
  return (
    <>
      <code>
        <Untrusted text={file.path} most={160} />
      </code>{" "}
      <span class={`tag origin-${file.origin}`}>{word("origin", file.origin)}</span>
      <br />
      <span class="quiet">{t("known.not.file", word("config-format", file.format), file.keys)}</span>
    </>
  );
}
