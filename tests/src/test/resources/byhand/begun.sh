# Begun, by hand. Go through it line by line; it is no script to run.

# === Assessment
# saved:
kubectl -n shop get configmap/settings -o yaml | sed -E -e '/^  (resourceVersion|uid|creationTimestamp|generation):/d' -e '/^status:/,$d' > configmap-settings.yaml
image=$(kubectl -n shop get deployment/web -o jsonpath='{.spec.template.spec.containers[*].env[?(@.name=="IMAGE")].value}')
# if the scenario change fits:  k8s.exists(web)
kubectl -n shop get deployment/web --ignore-not-found -o name

# === Scenario change: Change it

# --- level: Another level
was=$(kubectl -n shop get deployment/web -o jsonpath='{.spec.template.spec.containers[*].env[?(@.name=="LEVEL")].value}')
kubectl -n shop rollout restart deployment/web
kubectl -n shop set env deployment/web LEVEL=debug
kubectl -n shop patch configmap/settings --type merge -p '{"data":{"LEVEL":"debug"}}'
# wait at most 2m until set:  k8s.rollout_done(web)
kubectl -n shop rollout status deployment/web --watch=false
# to take it back:
#   kubectl -n shop set env deployment/web "LEVEL${was:+=}${was:--}"
#   kubectl -n shop set env deployment/web "IMAGE${image:+=}${image:--}"
#   kubectl -n shop apply --server-side --force-conflicts --field-manager=runbook -f configmap-settings.yaml
#   wait at most 1m until as before:  web.variable("LEVEL") == was
#   kubectl -n shop get deployment/web -o jsonpath='{.spec.template.spec.containers[*].env[?(@.name=="LEVEL")].value}'

# === Recovery check
# wait at most 1m until all is well:  k8s.ready(web)
kubectl -n shop rollout status deployment/web --watch=false
