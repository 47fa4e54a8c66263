# shellcheck shell=bash disable=SC2034 # those who source it use what it knows
# Where the chart is, and what its Chart.yaml says. Source it from the project's folder.
readonly CHART=helm/streamapp
OLDEST_KUBERNETES=$(sed -n 's/^kubeVersion: ">=\(.*\)-0"$/\1/p' "$CHART/Chart.yaml")
APP_VERSION=$(sed -n 's/^appVersion: //p' "$CHART/Chart.yaml")
