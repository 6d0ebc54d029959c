server:
  port: {{ .Values.port }}
  # debug: true
{{- if .Values.hybrid }}
dten.hybrid.enable: true
{{- end }}
