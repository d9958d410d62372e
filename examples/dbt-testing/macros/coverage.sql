{# Which tests each model and column has.
   millrace dbt run-operation coverage --args '{threshold: 80, format: json}'
   A column is covered by a test of its own; a model by any. Unit tests are not
   in `graph`, for dbt as for Millrace: `dbt ls --select test_type:unit` lists them. Fails where the
   share of covered columns is below the threshold, in percent. #}
{% macro coverage(threshold=0, format='text') %}
  {% set report = {} %}
  {% for id, node in graph.nodes.items() | sort(attribute='0') %}
    {% if node.resource_type == 'model' and node.package_name == project_name %}
      {% set columns = {} %}
      {% for name in node.columns %}{% do columns.update({name: []}) %}{% endfor %}
      {% set relation = load_relation(ref(node.name)) %}
      {% if relation is not none %}
        {% for column in adapter.get_columns_in_relation(relation) %}
          {% if column.name not in columns %}{% do columns.update({column.name: []}) %}{% endif %}
        {% endfor %}
      {% endif %}
      {% do report.update({id: {'model': node.name, 'tests': [], 'columns': columns}}) %}
    {% endif %}
  {% endfor %}
  {% for id, node in graph.nodes.items() | sort(attribute='0') if node.resource_type == 'test' %}
    {% set name = node.test_metadata.name if node.test_metadata else node.name %}
    {% if node.attached_node and node.attached_node in report %}
      {% set entry = report[node.attached_node] %}
      {% if node.column_name %}
        {% do entry.columns.setdefault(node.column_name, []).append(name) %}
      {% else %}
        {% do entry.tests.append(node.name) %}
      {% endif %}
    {% elif not node.test_metadata %}
      {% for parent in node.depends_on.nodes if parent in report %}
        {% do report[parent].tests.append(name) %}
      {% endfor %}
    {% endif %}
  {% endfor %}
  {% set total = namespace(models=0, covered=0, columns=0, covered_columns=0) %}
  {% for id, entry in report.items() %}
    {% set tested = entry.columns.values() | select | list | length %}
    {% set total.models = total.models + 1 %}
    {% set total.columns = total.columns + entry.columns | length %}
    {% set total.covered_columns = total.covered_columns + tested %}
    {% if tested or entry.tests %}
      {% set total.covered = total.covered + 1 %}
    {% endif %}
  {% endfor %}
  {% set share = (100 * total.covered / total.models) | round(1) if total.models else 100.0 %}
  {% set column_share = (100 * total.covered_columns / total.columns) | round(1) if total.columns else 100.0 %}
  {% if format == 'json' %}
    {% do print(tojson({'models': report.values() | list, 'model_coverage': share,
      'column_coverage': column_share, 'threshold': threshold})) %}
  {% else %}
    {% for id, entry in report.items() %}
      {% do print(entry.model ~ ': ' ~ (entry.tests | join(', ') or '-')) %}
      {% for name, tests in entry.columns.items() %}
        {% do print('  ' ~ name ~ ': ' ~ (tests | join(', ') or '-')) %}
      {% endfor %}
    {% endfor %}
    {% do print('models ' ~ total.covered ~ ' of ' ~ total.models ~ ', ' ~ share ~ ' %; columns '
      ~ total.covered_columns ~ ' of ' ~ total.columns ~ ', ' ~ column_share ~ ' %') %}
  {% endif %}
  {% if column_share < threshold %}
    {% do exceptions.raise_compiler_error('tests cover ' ~ column_share
      ~ ' % of the columns, below ' ~ threshold ~ ' %') %}
  {% endif %}
{% endmacro %}
