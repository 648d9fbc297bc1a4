# Begun, by hand. Go through it line by line; it is no script to run.
# saved, as the run has seen it:
cat > configmap-settings.yaml <<'END'
kind: ConfigMap
data:
  LEVEL: info
END

# === Scenario change: Change it

# --- level: Another level
# done already:
#   kubectl -n shop rollout restart deployment/web
# begun, and nobody knows whether it took effect: look first
kubectl -n shop set env deployment/web LEVEL=debug
kubectl -n shop patch configmap/settings --type merge -p '{"data":{"LEVEL":"debug"}}'
# wait at most 2m until set:  k8s.rollout_done(web)
kubectl -n shop rollout status deployment/web --watch=false
# to take it back:
#   kubectl -n shop set env deployment/web LEVEL='it'\''s info'
#   kubectl -n shop set env deployment/web IMAGE-
#   kubectl -n shop apply --server-side --force-conflicts --field-manager=runbook -f configmap-settings.yaml
#   wait at most 1m until as before:  web.variable("LEVEL") == was
#   kubectl -n shop get deployment/web -o jsonpath='{.spec.template.spec.containers[*].env[?(@.name=="LEVEL")].value}'

# === Recovery check
# wait at most 1m until all is well:  k8s.ready(web)
kubectl -n shop rollout status deployment/web --watch=false
